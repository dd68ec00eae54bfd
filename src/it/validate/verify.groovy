import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def api = ['src', 'main', 'tcib', 'base', 'api', 'api.yaml'].join(File.separator)
def base = ['src', 'main', 'tcib', 'base', 'base.yaml'].join(File.separator)
assert log.contains("[ERROR] ${api}:3:3: error: COPY takes 'start.sh', which is not in the context of 'api'")
assert log.contains("[WARNING] ${api}:7:5: warning: the package 'vim' is installed already by the ancestor 'base'")
assert log.contains("[WARNING] ${api}:9:8: warning: this RUN of 'api' leaves the package manager's cache")
assert log.contains("[WARNING] ${base}:1:12: warning: the base 'ubi9' of 'base' has no tag")
assert log.contains("[INFO] ${base}:4:1: note: the variable 'forgotten' of 'base' is not used")
assert log.contains('1 error, 3 warnings, 1 note; ')
assert log.contains('0 errors, 3 warnings, 2 notes; ')
assert !log.contains('\tat io.github.tcib')

def results = { new JsonSlurper().parse(new File(basedir, it)).runs[0].results }
def found = results('target/tcib/validate.sarif')
assert found*.ruleId as Set == ['missing-source', 'repeated-package', 'cache-left', 'unpinned-base', 'unused-variable'] as Set
def missing = found.find { it.ruleId == 'missing-source' }
assert missing.level == 'error'
assert missing.locations[0].physicalLocation.artifactLocation.uri == 'src/main/tcib/base/api/api.yaml'
assert missing.locations[0].physicalLocation.region == [startLine: 3, startColumn: 3]
assert results('target/mild.sarif').find { it.ruleId == 'missing-source' }.level == 'note'
assert results('target/broken.sarif')*.ruleId == ['layout-error']
