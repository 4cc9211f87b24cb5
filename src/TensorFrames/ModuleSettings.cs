// Descriptors are written before they are read; clearing 2 KB of sizes per feed would cost more than the feed.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
