return evaluate(new File(top, 'src/it/registry.groovy'))
