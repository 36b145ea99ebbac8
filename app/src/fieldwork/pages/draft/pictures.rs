//! Pages of documents (户口簿、居住证 …) that a worker may photograph, before a draft is finished.

use domain::fieldwork::{Picture, picture};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::fieldwork::{Trouble, Worker};
use crate::platform;
use crate::ui::html::{El, Piece, el, live};
use crate::ui::once::Once;

const INPUT: &str = "photo";

/// The section; `photograph` is at work while one is being made small.
pub(crate) fn section(worker: &Worker, draft: &str, photograph: &Once) -> El {
    let (pages, said) = (ArcRwSignal::new(Vec::<Picture>::new()), ArcRwSignal::new(String::new()));
    read(worker, draft, &pages, &said);
    let list = {
        let (worker, draft, pages, said) = (worker.clone(), draft.to_owned(), pages.clone(), said.clone());
        live(move || {
            let shown = pages.get();
            if shown.is_empty() {
                return Piece::Nothing;
            }
            let one = |(at, page): (usize, &Picture)| thumbnail(&worker, &draft, at + 1, page, &pages, &said).into();
            el("ul").class("thumbnails").children(shown.iter().enumerate().map(one)).into()
        })
    };
    let (full, working, words) = (pages.clone(), photograph.clone(), said.clone());
    let taking = {
        let (worker, draft, photograph) = (worker.clone(), draft.to_owned(), photograph.clone());
        move |_| take(&worker, &draft, &photograph, &pages, &said)
    };
    let (disabled, labelled) = (full.clone(), full);
    let input = el("input")
        .class("input")
        .attr("id", INPUT)
        .attr("type", "file")
        .attr("accept", "image/*")
        .attr("capture", "environment")
        .live("disabled", move || (disabled.with(Vec::len) >= picture::MAX_PICTURES).then_some("".into()))
        .on("change", taking);
    el("section")
        .class("card stack-tight")
        .child(el("h2").child("拍照留存（可不拍）"))
        .child(el("p").class("help").child(format!(
            "户口簿、居住证、委托书等，最多{}张。只拍和登记有关的页，先征得家长同意。照片会压小、加密，写完后跟在登记后面上传。\
             有的手机会在相册里另存一张，请拍完删掉。",
            picture::MAX_PICTURES
        )))
        .child(list)
        .child(el("label").class("question").attr("for", INPUT).child(live(move || {
            let (taken, most) = (labelled.with(Vec::len), picture::MAX_PICTURES);
            match taken {
                0 => "拍一张".into(),
                taken if taken >= most => format!("已经有{most}张了，要再拍请先删掉一张").into(),
                taken => format!("再拍一张（已有{taken}张）").into(),
            }
        })))
        .child(input)
        .child(
            el("p")
                .attr("role", "status")
                .child(live(move || if working.at_work() { "正在压缩照片…".into() } else { words.get().into() })),
        )
}

fn read(worker: &Worker, draft: &str, pages: &ArcRwSignal<Vec<Picture>>, said: &ArcRwSignal<String>) {
    let (worker, draft, pages, said) = (worker.clone(), draft.to_owned(), pages.clone(), said.clone());
    spawn_local(async move {
        match worker.document_pages(&draft).await {
            Ok((found, unreadable)) => {
                if unreadable > 0 {
                    said.set(format!("有{unreadable}张照片打不开，请重拍。"));
                }
                pages.set(found);
            }
            Err(Trouble(words)) => said.set(words),
        }
    });
}

fn take(
    worker: &Worker,
    draft: &str,
    photograph: &Once,
    pages: &ArcRwSignal<Vec<Picture>>,
    said: &ArcRwSignal<String>,
) {
    if pages.with_untracked(Vec::len) >= picture::MAX_PICTURES {
        return;
    }
    let (worker, draft) = (worker.clone(), draft.to_owned());
    let (pages, said) = (pages.clone(), said.clone());
    photograph.start(async move {
        match platform::chosen_picture(INPUT).await {
            Some(shot) => match worker.add_page(&draft, shot).await {
                Ok(page) => {
                    pages.update(|pages| pages.push(page));
                    said.set("照片存好了。".to_owned());
                }
                Err(Trouble(words)) => said.set(words),
            },
            None => said.set("这张照片用不了，请重新拍一张。仍不行的，可以不拍，直接上传登记。".to_owned()),
        }
    });
}

fn thumbnail(
    worker: &Worker,
    draft: &str,
    number: usize,
    page: &Picture,
    pages: &ArcRwSignal<Vec<Picture>>,
    said: &ArcRwSignal<String>,
) -> El {
    let (worker, draft, id) = (worker.clone(), draft.to_owned(), page.id.clone());
    let (pages, said) = (pages.clone(), said.clone());
    let remove = el("button")
        .class("button button-small")
        .attr("type", "button")
        .attr("aria-label", format!("删掉第{number}张照片"))
        .on("click", move |_| {
            let (worker, draft, id) = (worker.clone(), draft.clone(), id.clone());
            let (pages, said) = (pages.clone(), said.clone());
            spawn_local(async move {
                match worker.remove_page(&draft, &id).await {
                    Ok(()) => {
                        pages.update(|pages| pages.retain(|page| page.id != id));
                        said.set("照片删掉了。".to_owned());
                        platform::focus(INPUT);
                    }
                    Err(Trouble(words)) => said.set(words),
                }
            });
        })
        .child("删掉");
    el("li").child(el("img").attr("src", page.address()).attr("alt", format!("第{number}张照片"))).child(remove)
}
