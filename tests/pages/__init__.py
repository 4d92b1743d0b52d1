"""Pages and pictures of docs/ that are made from the program's own data; test_pages.py keeps them so."""
