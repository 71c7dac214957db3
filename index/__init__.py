"""The library: one store, and the engines that follow it."""
