"""sdgkit maps cooperation activities to the Sustainable Development Goals and drafts a national review."""
