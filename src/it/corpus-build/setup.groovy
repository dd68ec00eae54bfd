def standin = evaluate(new File(top, 'src/it/standin.groovy'))
new File(basedir, 'test.properties').text = "shared=${standin.shared}\nstandin=${standin.folder}\ntcib.images=memcached,keystone\ntcib.sizeReport.baseline=${top}/examples/baselines/kolla.json\n"
return true
