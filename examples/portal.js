// What the portal gets to know: noisy numbers or ciphertext, never a row.
document.querySelector("lazaret-workbench").addEventListener("released", ({ detail }) => {
  const { numbers, sealed } = detail;
  const received = numbers ? `${numbers.length} noisy numbers` : `${sealed.size} sealed bytes`;
  document.querySelector("output").textContent = received;
});
