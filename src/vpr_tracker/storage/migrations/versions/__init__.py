"""One file per revision, ``NNNN_verb_noun.py``; a revision never imports the tables as they are today."""
