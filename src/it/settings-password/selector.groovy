return evaluate(new File(top, 'src/it/push/selector.groovy'))
