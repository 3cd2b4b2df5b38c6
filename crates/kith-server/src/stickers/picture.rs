//! What a file must be to serve as a sticker or an emoji: a WebP or a PNG of moderate size, whatever it is called.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use imagesize::ImageType;
use sha2::{Digest, Sha256};

/// The most bytes of a file.
const FILE_BYTES: usize = 512 * 1024;

/// The greatest width and height, in pixels.
const SIDE: u32 = 1024;

/// A file that may serve.
pub struct Loaded {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    pub facts: Facts,
}

/// What clients learn of a file.
#[derive(Clone)]
pub struct Facts {
    /// The SHA-256 of the bytes in hex, and the ending.
    pub file: String,
    pub ending: &'static str,
    pub width: u32,
    pub height: u32,
}

/// Reads a file, and refuses any but a picture that may serve.
pub fn load(path: &Path) -> anyhow::Result<Loaded> {
    let mut bytes = Vec::new();
    let file = File::open(path).context("cannot be opened")?;
    file.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes).context("cannot be read")?;
    if bytes.len() > FILE_BYTES {
        bail!("has more than {} KiB", FILE_BYTES / 1024);
    }
    let (ending, content_type) = match imagesize::image_type(&bytes) {
        Ok(ImageType::Webp) => ("webp", "image/webp"),
        Ok(ImageType::Png) => ("png", "image/png"),
        _ => bail!("is neither WebP nor PNG"),
    };
    let size = imagesize::blob_size(&bytes).context("does not say its width and height")?;
    let side = |pixels: usize| u32::try_from(pixels).ok().filter(|side| (1..=SIDE).contains(side));
    let (Some(width), Some(height)) = (side(size.width), side(size.height)) else {
        bail!("has {} x {} pixels, and {SIDE} x {SIDE} are the most", size.width, size.height);
    };
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let facts = Facts { file: format!("{hash}.{ending}"), ending, width, height };
    Ok(Loaded { bytes, content_type, facts })
}

#[cfg(test)]
pub mod tests {
    use std::fs;

    use super::*;

    /// The first bytes of a PNG of this size, which is as far as the server reads.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let header = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes()];
        [header.concat(), b"\x08\x06\0\0\0".to_vec()].concat()
    }

    /// The first bytes of an extended WebP of this size: the form that animated ones have.
    fn webp(width: u32, height: u32) -> Vec<u8> {
        let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
        let flags = b"\x02\0\0\0".to_vec();
        [b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0".to_vec(), flags, side(width), side(height)].concat()
    }

    fn check(bytes: &[u8]) -> Result<(String, u32, u32), String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        match load(file.path()) {
            Ok(Loaded { facts, .. }) => Ok((facts.file, facts.width, facts.height)),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let (file, width, height) = check(&png(512, 300)).unwrap();
        assert_eq!((width, height, file.len()), (512, 300, 64 + 4));
        assert!(file.ends_with(".png"));
        let (file, width, height) = check(&webp(1024, 1)).unwrap();
        assert!(file.ends_with(".webp") && (width, height) == (1024, 1));
    }

    #[test]
    fn what_is_no_small_picture_is_refused() {
        let padded = |mut bytes: Vec<u8>, length| {
            bytes.resize(length, 0);
            bytes
        };
        assert!(check(&padded(png(9, 9), FILE_BYTES)).is_ok());
        for (bytes, reason) in [
            (padded(png(9, 9), FILE_BYTES + 1), "KiB"),
            (png(1025, 9), "1025 x 9"),
            (webp(9, 1025), "9 x 1025"),
            (png(0, 9), "0 x 9"),
            (png(9, u32::MAX), "pixels"),
            (Vec::new(), "neither"),
            (b"GIF89a\x01\0\x01\0".to_vec(), "neither"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".to_vec(), "neither"),
            (png(9, 9)[..18].to_vec(), "width and height"),
            (webp(9, 9)[..22].to_vec(), "width and height"),
        ] {
            let refusal = check(&bytes).unwrap_err();
            assert!(refusal.contains(reason), "{refusal} is not about {reason}");
        }
    }
}
