"""Where the data comes from: curated tables, importers, boundaries and the store."""
