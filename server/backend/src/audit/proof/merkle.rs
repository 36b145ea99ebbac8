//! Trees over hashes, as in RFC 9162, 2.1 (and RFC 6962): the root, the path of one leaf, and whether a path leads there.

use super::{Digest, sha256};

/// The root over leaves that are hashes already; of none, the hash of nothing.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// The hashes beside the way from a leaf to the root, the lowest first; `None` when there is no such leaf.
#[must_use]
pub fn path(leaves: &[Digest], at: usize) -> Option<Vec<Digest>> {
    if at >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    let (mut path, beside) =
        if at < middle { (path(left, at)?, root(right)) } else { (path(right, at - middle)?, root(left)) };
    path.push(beside);
    Some(path)
}

/// Whether `leaf` is the one at `at` of `size` under this root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn includes(root: &Digest, leaf: Digest, at: usize, size: usize, path: &[Digest]) -> bool {
    if at >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (at, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node(beside, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// The largest power of two below `size`, which is at least two.
const fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

fn node(left: &Digest, right: &Digest) -> Digest {
    sha256(&[&[1], left, right])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_each_leaf_leads_to_the_root_and_no_other_does() {
        for size in 1..=33_usize {
            let leaves: Vec<Digest> = (0..size).map(|at| sha256(&[&[0], &at.to_be_bytes()])).collect();
            let root = root(&leaves);
            for at in 0..size {
                let path = path(&leaves, at).unwrap();
                assert!(includes(&root, leaves[at], at, size, &path), "{at} of {size}");
                assert!(!includes(&root, [7; 32], at, size, &path), "another leaf at {at} of {size}");
                let mut longer = path.clone();
                longer.push([0; 32]);
                assert!(!includes(&root, leaves[at], at, size, &longer), "a longer path at {at} of {size}");
                if size > 1 {
                    assert!(!includes(&root, leaves[at], at, size, &path[1..]), "a shorter path at {at} of {size}");
                    assert!(
                        !includes(&root, leaves[at], (at + 1) % size, size, &path),
                        "another place, {at} of {size}"
                    );
                }
            }
            assert_eq!(path(&leaves, size), None);
        }
    }
}
