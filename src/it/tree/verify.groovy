import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def log = new File(basedir, 'build.log').text
assert log =~ /base +318 MB, 42\.1 s/
assert log.contains("tcib.format: 'png' is not a format of trees; use console, dot, json, mermaid, svg")
def output = new File(basedir, 'target/tcib')
assert new File(output, 'tree.dot').text.contains('"base" -> "api";')
assert new JsonSlurper().parse(new File(output, 'tree.json')).roots[0].children[0].sizeBytes == 318000000
assert new File(basedir, 'target/docs/images.mmd').text.startsWith('flowchart LR\n')
assert new XmlSlurper().parse(new File(output, 'tree.svg')).g.size() == 3
