//! Large honest sheets.

use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;

use super::{forget_peak, peak, read};

/// A list of so many children.
fn list(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in
        (0..).zip(["姓名", "性别", "出生日期", "身份证号", "现住址", "家长姓名", "家长电话", "学校", "班级"])
    {
        sheet.write(0, column, heading).unwrap();
    }
    for row in 1..=rows {
        let number = format!("4116282015030{row:05}");
        let cells = ["王示一", "男", "2015-03-08", &number, "长虹街道1号", "王家长", "13800138000", "长虹小学", "一班"];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Issue 16: a hundred thousand rows in twenty seconds, in portions; here a tenth of them, as a debug build is slow.
#[tokio::test]
async fn a_large_sheet_comes_in_portions_and_the_server_holds_little_of_it() {
    let _alone = super::ALONE.lock().await;
    let bytes = list(10_000);
    forget_peak();
    let (before, begun) = (peak(), Instant::now());
    assert_eq!(read(bytes).await, Ok(10_000));
    let (took, grew) = (begun.elapsed(), peak().saturating_sub(before));
    assert!(took < Duration::from_secs(60) && grew < 64 * 1024 * 1024, "{took:?} {grew}");
}

/// The figure itself: `cargo test --release -p server --test sheets -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "a figure of docs/benchmarks.md, for a release build"]
async fn a_hundred_thousand_rows() {
    let _alone = super::ALONE.lock().await;
    let bytes = list(100_000);
    let (size, begun) = (bytes.len(), Instant::now());
    forget_peak();
    let before = peak();
    assert_eq!(read(bytes).await, Ok(100_000));
    println!("{size} bytes in {:?}, the server grew by {} bytes", begun.elapsed(), peak().saturating_sub(before));
}
