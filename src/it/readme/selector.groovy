def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'git').canExecute() }
if (!found && System.getenv('CI') == 'true') {
    throw new IllegalStateException('readme needs git')
}
if (!found) {
    println 'readme is left out, for want of git'
}
return found
