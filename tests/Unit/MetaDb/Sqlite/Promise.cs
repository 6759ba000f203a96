namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>A batch that a store was given, and what it said.</summary>
/// <param name="Name">Its release, under which its parts are found.</param>
/// <param name="Position">
/// How many changes the disk had seen when the store called it recorded; null where it did not.
/// </param>
internal sealed record Promise(string Name, int? Position);
