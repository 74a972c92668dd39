"""The places where the engine runs: without optional packages, and in WebAssembly."""
