//! The least value of a smooth convex function, by limited-memory BFGS.

/// Steps that are remembered.
const MEMORY: usize = 10;

/// The gradient, relative to the point, at which the minimum counts as found.
const TOLERANCE: f64 = 1e-6;

/// Moves `point` to a minimum of `function`, which returns its value at a point
/// and writes its gradient there.
///
/// # Citation
/// Nocedal, Wright: Numerical Optimization, 2006, algorithms 7.4 and 7.5, with
/// backtracking to Armijo's condition (section 3.1).
pub(super) fn minimize(
    point: &mut [f64],
    rounds: usize,
    mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
) {
    let mut gradient = vec![0.0; point.len()];
    let mut value = function(point, &mut gradient);
    // Steps s and changes of the gradient y, the newest last.
    let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..rounds {
        if dot(&gradient, &gradient).sqrt() <= TOLERANCE * dot(point, point).sqrt().max(1.0) {
            return;
        }
        let direction = direction(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        let mut length = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt() } else { 1.0 };
        let (mut next, mut next_gradient) = (point.to_vec(), vec![0.0; point.len()]);
        let next_value = loop {
            next.iter_mut().zip(&*point).zip(&direction).for_each(|((x, at), d)| *x = at + length * d);
            let next_value = function(&next, &mut next_gradient);
            if next_value <= value + 1e-4 * length * slope {
                break next_value;
            }
            length *= 0.5;
            if length < 1e-12 {
                return;
            }
        };
        let difference = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
        let (step, change) = (difference(&next, point), difference(&next_gradient, &gradient));
        if dot(&step, &change) > 0.0 {
            if memory.len() == MEMORY {
                memory.remove(0);
            }
            memory.push((step, change));
        }
        point.copy_from_slice(&next);
        (gradient, value) = (next_gradient, next_value);
    }
}

/// The gradient times minus the remembered inverse Hessian: the two-loop recursion.
fn direction(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let add = |to: &mut [f64], factor: f64, what: &[f64]| {
        to.iter_mut().zip(what).for_each(|(to, what)| *to += factor * what);
    };
    let mut direction: Vec<f64> = gradient.iter().map(|part| -part).collect();
    let mut factors = Vec::new();
    for (step, change) in memory.iter().rev() {
        let factor = dot(step, &direction) / dot(step, change);
        add(&mut direction, -factor, change);
        factors.push(factor);
    }
    if let Some((step, change)) = memory.last() {
        let scale = dot(step, change) / dot(change, change);
        direction.iter_mut().for_each(|part| *part *= scale);
    }
    for ((step, change), factor) in memory.iter().zip(factors.into_iter().rev()) {
        let back = dot(change, &direction) / dot(step, change);
        add(&mut direction, factor - back, step);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_minimum_of_a_stretched_bowl() {
        // Σ i² (x_i − i)² + x_i, least at x_i = i − 1 / (2i²)
        let mut point = vec![0.0; 20];
        minimize(&mut point, 200, |x, gradient| {
            let (mut value, mut i) = (0.0, 0.0);
            for (x, slope) in x.iter().zip(gradient) {
                i += 1.0;
                value += i * i * (x - i) * (x - i) + x;
                *slope = 2.0 * i * i * (x - i) + 1.0;
            }
            value
        });
        for (i, x) in (1..).zip(&point) {
            let i = f64::from(i);
            assert!((x - (i - 0.5 / (i * i))).abs() < 1e-5, "{x} at {i}");
        }
    }
}
