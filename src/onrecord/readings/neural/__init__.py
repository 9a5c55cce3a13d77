"""The trained model: one encoder, all heads in one pass, decoded into readings."""
