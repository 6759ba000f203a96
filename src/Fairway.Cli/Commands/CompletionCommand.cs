using System.CommandLine;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary>
/// <c>fairway completion SHELL</c>: prints a script for the shell. The scripts ask the program itself, by the directive
/// <c>[suggest:POSITION]</c>, so that they never go out of date.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _fairway() {
          local IFS=$'\n'
          COMPREPLY=($(fairway "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -o default -F _fairway fairway

        """;

    private const string Zsh = """
        #compdef fairway
        _fairway() {
          local -a found
          found=("${(@f)$(fairway "[suggest:$#BUFFER]" "$BUFFER" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _fairway fairway

        """;

    private const string Fish = """
        function __fairway_suggest
          set -l line (commandline -cp)
          fairway "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c fairway -f -a '(__fairway_suggest)'

        """;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command(
            "completion", "Print a completion script: source <(fairway completion bash)") { shell };
        command.SetAction(parsed =>
        {
            terminal.Out.Write(parsed.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
            return ExitCodes.Ok;
        });
        return command;
    }
}
