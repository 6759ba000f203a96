using System.Globalization;

namespace Fairway.Cli.Fleets;

/// <summary>The folder of one fleet, held by one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }


    /// <summary>Processes that tasks run.</summary>
    public string Tasks => In("tasks");

    /// <summary>The manager's records.</summary>
    public string Records => In("records.db");

    /// <summary>Authorities and tokens of the clusters.</summary>
    public string Credentials => In("credentials.json");

    /// <summary>What kubectl reads.</summary>
    public string Kubeconfig => In("kubeconfig");

    /// <summary>Makes the folder where it is absent, and takes hold of it until disposed.</summary>
    /// <exception cref="CliFailure">It is no folder, cannot be written, or another process holds it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
        {
            throw new CliFailure($"data folder {full} is a file; choose another with --data");
        }

        try
        {
            Create(full);
            return new DataFolder(full, Hold(full));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliFailure($"data folder {full} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>The store of a cluster.</summary>
    public string Database(string clusterId) => In($"{clusterId}.db");

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => held.Dispose();

    private static void Create(string full)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
        }
        else if (!Directory.Exists(full))
        {
            Directory.CreateDirectory(full, OwnerOnly);
        }
    }

    /// <summary>
    /// The lock goes with the process, however it ends; the process is noted for the message only.
    /// </summary>
    private static FileStream Hold(string full)
    {
        var path = System.IO.Path.Combine(full, "lock");
        AtomicFile.Check(path);
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            AtomicFile.Write(HolderOf(full), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return stream;
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new CliFailure(
                $"data folder {full} is in use by another fairway{Holder(full)}; stop it, or choose another --data",
                exception);
        }
    }

    /// <summary>EAGAIN of Linux, of macOS, and Windows' sharing violation.</summary>
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xffff) is 11 or 35 or 32;

    private static string Holder(string full)
    {
        try
        {
            var text = File.ReadAllText(HolderOf(full));
            return int.TryParse(text, CultureInfo.InvariantCulture, out var id) ? $" (process {id})" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string HolderOf(string full) => System.IO.Path.Combine(full, "process");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
