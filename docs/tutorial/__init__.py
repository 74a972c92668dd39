"""The tutorial: its six chapters in English and in Japanese, and what keeps their code and their numbers true."""
