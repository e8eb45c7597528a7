"""People's coming and going as pages: who may come in, how, with what second factor and keys."""
