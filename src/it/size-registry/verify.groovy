import groovy.json.JsonSlurper

ProcessHandle.of(new File(basedir, 'registry/pid').text.toLong()).ifPresent { it.destroy() }

def log = new File(basedir, 'build.log').text
def read = { new JsonSlurper().parse(new File(basedir, "target/${it}/size-report/size-report.json")) }
def manifests = read('manifests')
assert manifests.level == 'manifests'
assert manifests.images*.name == ['base', 'api', 'db']
assert manifests.images.every { it.virtualBytes == null && it.virtualPackedBytes > 0 }
assert manifests.images*.amortisedPackedBytes.sum() == manifests.set.distinctPackedBytes
assert manifests.comparison.baseline == 'tag old'
def states = manifests.comparison.changes.collectEntries { [it.image, it.state] }
assert states == [base: 'grew', api: 'same', db: 'added']
assert manifests.budgets.breaches*.subject == ['base']: 'the growth of the base is told once'
assert manifests.problems*.message == ['budget \'gate\': maxSize cannot be checked: manifests do not tell what is in layers,' +
    ' nor their unpacked sizes; set tcib.sizeReport.pull to read the layers']
assert log.contains('All sizes are packed ones: only manifests were read.')

def layers = read('layers')
assert layers.level == 'layers'
assert layers.problems == []
assert layers.images*.virtualPackedBytes == manifests.images*.virtualPackedBytes
assert layers.images.find { it.name == 'base' }.rootFilesystemBytes == 'hello\nand welcome to a longer message of the day\n'.length()
assert layers.comparison.changes.collectEntries { [it.image, it.state] } == states
assert layers.comparison.packed

assert log.contains('tcib.sizeReport.source names a registry, which needs the network, but Maven runs offline; leave -o away')
assert log.contains('the baseline tag none was not found: there is no 127.0.0.1:')
assert log.contains('push images under these tags, or set tcib.sizeReport.missingBaseline')
assert log.contains('nor any of the other images; nothing is compared.')
assert read('warned').comparison == null
