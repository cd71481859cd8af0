"""The cells of a register: what people type for money, dates, codes, places, organisations and people."""
