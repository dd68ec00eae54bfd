def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
new File(basedir, 'example').mkdirs()
new File(basedir, 'example/pom.xml').text = new File(top, 'examples/reference-layout/pom.xml').text
new File(basedir, 'test.properties').text = "config.path=$shared/corpus/podified\n"
return true
