/** The SDK tells each step of a reconnection to the console; a test run has no use for it. */
console.info = () => {};
