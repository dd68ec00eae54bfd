import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains("The baseline ${new File(basedir, 'target/baseline/sizes.json')} was created from this report.")
assert log.contains('0 added, 0 removed, 0 grew, 0 shrank'): 'the same images again are the same size'
assert log.contains('0 added, 0 removed, 1 grew, 0 shrank')
assert log.contains('Image sizes: api: maxGrowth: grew by itself by')
assert log.contains("its waiver 'expired long ago' expired on 2020-01-01")
assert log.contains('control: maxProfilePull: ')
assert log.contains('Since org.example:sizes:1: '): 'the installed report was found as the latest release'

def reports = new File(basedir, 'target/tcib/size-report')
assert reports.list().sort() == ['TEST-tcib-size.xml', 'size-report.csv', 'size-report.html', 'size-report.json', 'size-report.md', 'size-report.txt']
def report = new JsonSlurper().parse(new File(reports, 'size-report.json'))
assert report.images*.name == ['base', 'api']
assert report.images[1].parent == 'base'
assert report.images[0].rootFilesystemBytes == 'hello\n'.length()
assert report.images*.amortisedBytes.sum() == report.set.distinctBytes
assert report.comparison.changes*.state == ['same', 'same']
assert report.problems == []
