namespace Fairway.Kube.Caching;

/// <summary>Reads what a cache keeps of an object, out of what a watch tells of it.</summary>
/// <param name="utf8">The object, as it was told.</param>
/// <param name="before">What the cache holds of the object of this name; null where it holds none. It may be of another
/// object that had the name before.</param>
/// <exception cref="System.Text.Json.JsonException">The object cannot be read.</exception>
public delegate T ObjectReading<T>(ReadOnlySpan<byte> utf8, T? before)
    where T : class;
