return evaluate(new File(top, 'src/it/corpus-build/selector.groovy'))
