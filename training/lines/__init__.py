"""The line model of `onrecord.articles`: labelled pages read, a small network trained over their lines."""
