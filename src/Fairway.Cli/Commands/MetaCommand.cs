using System.CommandLine;
using Fairway.Cli.Connections;
using Fairway.Cli.MetaFiles;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway meta</c>: what is declared, as files.</summary>
internal static class MetaCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb) => new("meta", "Keep what is declared as files, in Git say.")
    {
        Sub(
            verb, "export", "Write Components, their versions with charts, and MetaConfigs into a folder.",
            async (session, folder) =>
            {
                var count = await new MetaExport(session.Api).WriteAsync(folder, session.Stopped);
                session.Terminal.Say($"{Counts.Of(count, "file")} in {folder}");
            }),
        Sub(
            verb, "import", "Bring what a folder declares to the meta cluster; nothing is deleted.",
            async (session, folder) => await new MetaImport(session.Api, session.Terminal.Out.WriteLine)
                .ReadAsync(folder, session.Stopped)),
    };

    private static Command Sub(MetaVerb verb, string name, string description, Func<MetaSession, string, Task> act)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder" };
        return verb.Set(new Command(name, description) { folder }, async (parsed, session) =>
        {
            await act(session, parsed.GetValue(folder)!);
            return ExitCodes.Ok;
        });
    }
}
