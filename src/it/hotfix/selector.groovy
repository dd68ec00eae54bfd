return evaluate(new File(top, 'src/it/corpus-build/selector.groovy')) && evaluate(new File(top, 'src/it/push/selector.groovy'))
