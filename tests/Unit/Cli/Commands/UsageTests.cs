using System.Text.Json.Nodes;
using Fairway.Cli;
using Fairway.Cli.Commands;
using Fairway.Cli.Fleets;
using Fairway.Cli.Terminals;
using Xunit;

namespace Fairway.Tests.Cli.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--clusters takes a whole number from 0 to 2000, not \"-1\"", "up", "--clusters", "-1")]
    [InlineData("--clusters takes a whole number from 0 to 2000, not \"abc\"", "up", "--clusters", "abc")]
    [InlineData("--nodes takes a whole number", "up", "--nodes", "99999999999999999999")]
    [InlineData("--nodes takes a whole number", "up", "--nodes", "1.5")]
    [InlineData("--nodes takes a whole number", "up", "--nodes", "")]
    [InlineData("--port takes a whole number from 0 to 65535", "up", "--port", "65536")]
    [InlineData("--seed takes a whole number", "up", "--seed", "x")]
    [InlineData("--data takes the path of a folder", "up", "--data", " ")]
    [InlineData("one process holds at most 300000", "up", "--clusters", "2000", "--nodes", "20000")]
    [InlineData("Required argument missing for option: '--port'", "up", "--port")]
    [InlineData("--without takes manager, tenants, registration and metrics", "up", "--without", "nodes")]
    [InlineData(
        "--without manager leaves it out", "up", "--allow-local-tasks", "--without", "tenants,manager")]
    [InlineData("--without registration leaves it out", "up", "--allow-local-tasks", "--without", "registration")]
    [InlineData("--latency takes a time such as 50ms, not \"fast\"", "up", "--latency", "fast")]
    [InlineData("--throttle takes a share such as 5%, not \"5\"", "up", "--throttle", "5")]
    [InlineData("--authorization takes rbac or none, not \"abac\"", "up", "--authorization", "abac")]
    [InlineData("--anonymous takes true or false, not \"maybe\"", "up", "--anonymous", "maybe")]
    [InlineData("behaviours nowhere.yaml", "up", "--behaviours", "nowhere.yaml")]
    [InlineData("faults nowhere.yaml", "up", "--faults", "nowhere.yaml")]
    [InlineData("Option '--pipeline' is required; see fairway release create --help", "release", "create", "a", "b=1")]
    [InlineData("see fairway component push --help", "component", "push", "--component", "a")]
    [InlineData("--image takes NAME=REFERENCE, not \"a\"",
        "component", "push", "--component", "a", "--version", "1", "--image", "a")]
    [InlineData("did you mean --clusters?", "up", "--cluster", "3")]
    [InlineData("did you mean up?", "upp")]
    [InlineData("Unrecognized command or argument 'extra'", "up", "extra")]
    [InlineData("Must be one of: 'text' 'json'", "version", "-o", "yaml")]
    [InlineData("Must be one of: 'json' 'yaml' 'wide' 'name'", "release", "list", "-o", "xml")]
    [InlineData("Must be one of: 'json' 'yaml'", "window", "next", "c1", "-o", "wide")]
    [InlineData("Must be one of: 'json' 'yaml' 'wide'", "matrix", "-o", "name")]
    [InlineData("Must be one of: 'bash'", "completion", "tcsh")]
    [InlineData("Required argument 'shell' missing", "completion")]
    public async Task Nonsense_is_one_line_and_exit_code_two(string message, params string[] arguments)
    {
        var (code, output, error) = await CommandLine.RunAsync(arguments);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Empty(output);
        Assert.StartsWith("fairway: ", error);
        Assert.Contains(message, error);
        Assert.Equal(error.Length - 1, error.IndexOf('\n'));
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("up", "--help")]
    [InlineData("up", "-h")]
    public async Task Help_goes_to_standard_output(params string[] arguments)
    {
        var (code, output, error) = await CommandLine.RunAsync(arguments);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Usage:", output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task The_version_comes_as_text_and_as_json()
    {
        var (code, text, _) = await CommandLine.RunAsync("version");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.StartsWith("fairway ", text);
        var (_, json, _) = await CommandLine.RunAsync("version", "-o", "json");
        Assert.StartsWith("fairway " + JsonNode.Parse(json)!["version"]!.GetValue<string>(), text);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _fairway fairway")]
    [InlineData("zsh", "#compdef fairway")]
    [InlineData("fish", "complete -c fairway")]
    public async Task A_completion_script_is_there_for_each_shell(string shell, string part)
    {
        var (code, output, _) = await CommandLine.RunAsync("completion", shell);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(part, output);
    }

    [Theory]
    [InlineData("fairway up --", "--clusters")]
    [InlineData("fairway release list -o ", "wide")]
    [InlineData("fairway rollout status -o ", "name")]
    [InlineData("fairway component ", "list")]
    [InlineData("fairway stop --w", "--watch")]
    public async Task Completion_suggests_verbs_options_and_their_values(string line, string word)
    {
        var (_, output, _) = await CommandLine.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Contains(word, output);
    }

    [Fact]
    public void A_word_far_from_all_is_not_guessed()
    {
        Assert.Equal("demo", UsageFailure.Nearest("dmeo", ["up", "demo", "version"]));
        Assert.Null(UsageFailure.Nearest("kubectl", ["up", "demo", "version"]));
        Assert.Null(UsageFailure.Nearest("xy", ["up"]));
    }

    [Theory]
    [InlineData("/home/a/.fairway/kubeconfig", "/home/a/.fairway/kubeconfig")]
    [InlineData("/home/my files/it's", "'/home/my files/it'\\''s'")]
    [InlineData("", "''")]
    public void A_path_is_quoted_only_where_a_shell_needs_it(string path, string word) =>
        Assert.Equal(word, ShellQuoting.Quote(path));

    [Fact]
    public void The_ready_line_is_one_line_that_can_be_pasted()
    {
        var options = new FleetOptions { Clusters = 12, Nodes = 1 };
        Assert.Equal(
            "Fairway is ready at https://127.0.0.1:7 (meta, 12 clusters of 1 node; 1.2 s): export KUBECONFIG=/a/k",
            UpCommand.ReadyLine("https://127.0.0.1:7", "/a/k", options, TimeSpan.FromMilliseconds(1234)));
        Assert.Equal(
            "Fairway is ready at https://127.0.0.1:7 (meta; 0.0 s): export KUBECONFIG='/a b'",
            UpCommand.ReadyLine("https://127.0.0.1:7", "/a b", options with { Clusters = 0 }, TimeSpan.Zero));
    }
}
