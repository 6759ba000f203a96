namespace Fairway.Cli.Managers;

/// <summary>The folders of processes of this machine, one each. The file <c>claim</c> in it says that the process was
/// begun, and its time of writing when somebody last asked for it.</summary>
/// <param name="folder">The folder of folders.</param>
/// <param name="time">The clock.</param>
internal sealed class TaskFolders(string folder, TimeProvider time)
{
    /// <summary>For how long a folder is kept after it was last asked for.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>So long after a start nothing is deleted: Releases that go on ask for theirs first.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>How exactly it is noted when a folder was asked for.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromHours(1);

    // No name of a task begins with it.
    private const string Going = ".going-";

    private readonly DateTimeOffset began = time.GetUtcNow();

    /// <summary>A file of a folder.</summary>
    public string PathOf(string name, string part) => Path.Combine(folder, name, part);

    /// <summary>True for the first who asks, of all processes.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public bool Claim(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        try
        {
            using (new FileStream(PathOf(name, "claim"), FileMode.CreateNew))
            {
            }

            File.SetLastWriteTimeUtc(PathOf(name, "claim"), time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (IOException) when (File.Exists(PathOf(name, "claim")))
        {
            return false;
        }
    }

    /// <summary>Whether a process was begun; notes that somebody asked for it.</summary>
    public bool IsClaimed(string name)
    {
        var claim = PathOf(name, "claim");
        if (!File.Exists(claim))
        {
            return false;
        }

        try
        {
            if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(claim) > Noted)
            {
                File.SetLastWriteTimeUtc(claim, time.GetUtcNow().UtcDateTime);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes earlier, at worst.
        }

        return true;
    }

    /// <summary>Deletes the folders that nobody has asked for in <see cref="Kept"/>, but those whose process runs; none
    /// within <see cref="Grace"/> of the start. What cannot be deleted is tried again the next time.</summary>
    /// <param name="runs">Whether the process of a name runs.</param>
    public void Prune(Func<string, bool> runs)
    {
        if (time.GetUtcNow() - began < Grace || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.GetDirectories(folder))
        {
            try
            {
                PruneOne(Path.GetFileName(path), runs);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next time.
            }
        }
    }

    /// <summary>Renamed first: a folder that lost only some of its files would tell of a process that was
    /// lost.</summary>
    private void PruneOne(string name, Func<string, bool> runs)
    {
        var going = Path.Combine(folder, name);
        if (!name.StartsWith(Going, StringComparison.Ordinal))
        {
            var claim = PathOf(name, "claim");
            if (!File.Exists(claim)
                || time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(claim) <= Kept
                || runs(name))
            {
                return;
            }

            going = Path.Combine(folder, Going + name);
            Directory.Move(Path.Combine(folder, name), going);
        }

        Directory.Delete(going, recursive: true);
    }
}
