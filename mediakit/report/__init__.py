"""Tables and figures in; a folder of HTML pages out."""
