"""The pure core: what a seizure, a plaza and a port are."""
