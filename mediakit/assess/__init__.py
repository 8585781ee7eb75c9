"""Articles, mentions and quotes in; sentiment, frames and voices out."""
