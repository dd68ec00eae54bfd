def there = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'docker-registry').canExecute() }
if (!there && System.getenv('CI') == 'true') {
    throw new IllegalStateException('size-registry needs docker-registry')
}
if (!there) {
    println 'size-registry is left out, for want of docker-registry'
}
return there
