namespace Fairway.Cli.Fleets;

/// <summary>
/// Files that hold secrets: only the user may read them, and who reads sees the old or the new content, whole.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the file. The folder must be ours alone: the name of the intermediate file is fixed.</summary>
    /// <exception cref="CliFailure">A folder is in the way.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        Check(path);
        var intermediate = path + ".new";
        File.Delete(intermediate);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(intermediate, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(intermediate, path, overwrite: true);
    }

    /// <summary>Refuses where <paramref name="path"/> cannot be a file, before any work is done for it.</summary>
    /// <exception cref="CliFailure">A folder is in the way.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CliFailure(
                $"{path} is a folder where a file belongs; move it away, or choose another --data folder");
        }
    }
}
