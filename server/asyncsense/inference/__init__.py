"""What a name, a call or an object is: answered from the files' summaries, and by jedi on demand."""
