//! Counts the fields of a file with the `csv` crate: what loading is measured against.

use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let started = Instant::now();
    let mut reader = csv::Reader::from_path(path)?;
    let (mut record, mut fields) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    println!("{{ \"fields\": {fields}, \"seconds\": {} }}", started.elapsed().as_secs_f64());
    Ok(())
}
