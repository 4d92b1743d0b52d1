"""How the shipped language model is made; needs torch, which the program itself does not."""
