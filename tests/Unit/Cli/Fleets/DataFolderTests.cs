using Fairway.Cli;
using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_folder_is_the_owners_alone()
    {
        using var data = DataFolder.Open(folder.In("a/b"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Path));
    }

    [Fact]
    public void A_folder_that_is_held_is_refused_with_the_holders_process()
    {
        using var first = DataFolder.Open(folder.Path);
        var failure = Assert.Throws<CliFailure>(() => DataFolder.Open(folder.Path));
        Assert.Contains($"in use by another fairway (process {Environment.ProcessId})", failure.Message);
        Assert.Equal(ExitCodes.Failed, failure.ExitCode);
    }

    [Fact]
    public void A_folder_that_was_let_go_can_be_had()
    {
        DataFolder.Open(folder.Path).Dispose();
        using var again = DataFolder.Open(folder.Path);
        Assert.Equal(folder.Path, again.Path);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(folder.In("file"), "");
        Assert.Contains("is a file", Assert.Throws<CliFailure>(() => DataFolder.Open(folder.In("file"))).Message);
        Assert.Throws<CliFailure>(() => DataFolder.Open(folder.In("file/below")));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_lock_is_named()
    {
        Directory.CreateDirectory(folder.In("lock"));
        var failure = Assert.Throws<CliFailure>(() => DataFolder.Open(folder.Path));
        Assert.Contains(folder.In("lock"), failure.Message);
    }

    [Fact]
    public void A_secret_file_is_replaced_whole_and_readable_by_its_owner_only()
    {
        var path = folder.In("kubeconfig");
        File.WriteAllText(path, "old, and longer than what follows");
        AtomicFile.Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(["kubeconfig"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_crash_left_of_a_replacement_does_no_harm()
    {
        var path = folder.In("kubeconfig");
        File.WriteAllText(path + ".new", "half");
        AtomicFile.Write(path, "whole");
        Assert.Equal("whole", File.ReadAllText(path));
    }
}
