"""Every formula of five Japanese lectures on backpropagation: confirmed on random networks, or refuted and mended.

000  知能プログラミング演習 I, 第2回, 3層/深層ニューラルネットワーク (S. Inatsu and others)
001  ゼロから作るDeepLearning, 5章 誤差逆伝播法 2/2 (T. Tada)
002  知能プログラミング演習 I, 第7回, 畳み込みニューラルネットワーク II (Y. Umezu)
003  機械学習 (6回目), Tied Weight AutoEncoder (K. Katsurada)
004  ニューラルネットワークを完全に理解したい, 第2回 理論:逆伝播

A test is named after what the slide says, and its docstring says where: the lecture, and the slide's heading. The
formula stands there in plain floats, as on the slide; the engine is what judges it.
"""
