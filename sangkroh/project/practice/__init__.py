"""The practice world: the cast and its stories, made through acts like everything else."""
