//! `required-version`: `>=0.2`, `>=0.2, <1`, `0.2.1`.

/// Whether `version` meets all of the requirements; none where they cannot be read.
pub fn meets(requirement: &str, version: &str) -> Option<bool> {
    let have = numbers(version)?;
    let mut met = true;
    for part in requirement.split(',') {
        let part = part.trim();
        let split = part.find(|c: char| c.is_ascii_digit())?;
        let (sign, wanted) = (part[..split].trim(), part[split..].trim());
        let given = wanted.split('.').count();
        let want = numbers(wanted)?;
        met &= match sign {
            ">=" => have >= want,
            ">" => have > want && have[..given] != want[..given],
            "<=" => have <= want || have[..given] == want[..given],
            "<" => have < want,
            "" | "=" | "==" => have[..given] == want[..given],
            _ => return None,
        };
    }
    Some(met)
}

/// Up to three numbers; a tail such as `-beta` is cut off.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let plain = version.split(['-', '+']).next()?;
    let mut all = [0; 3];
    let parts: Vec<&str> = plain.split('.').collect();
    if parts.len() > 3 {
        return None;
    }
    for (place, part) in all.iter_mut().zip(parts) {
        *place = part.parse().ok()?;
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements() {
        assert_eq!(meets(">=0.2", "0.2.0"), Some(true));
        assert_eq!(meets(">=0.2, <1", "1.0.0"), Some(false));
        assert_eq!(meets(">0.2", "0.2.7"), Some(false));
        assert_eq!(meets("<=0.2", "0.2.7"), Some(true));
        assert_eq!(meets("0.2", "0.2.7"), Some(true));
        assert_eq!(meets("new", "0.2.7"), None);
        assert_eq!(meets("~0.2", "0.2.7"), None);
    }
}
