using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Cli.Components;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway component</c>: pushes versions of components, and lists components.</summary>
internal sealed class ComponentCommand
{
    private readonly Argument<string?> chart = new("CHART")
    {
        Description = "A folder, a packed chart (.tgz) or an OCI layout (DIR:TAG); left out for a part of the control "
            + "plane",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> component = new("--component")
    {
        Description = "The Component", HelpName = "NAME", Required = true,
    };

    private readonly Option<string> version = new("--version")
    {
        Description = "What the version is called: 1.2.3", HelpName = "VERSION", Required = true,
    };

    private readonly Option<Dictionary<string, string>> images = new("--image")
    {
        Description = "An image, by the component's name for it; given once for each",
        HelpName = "NAME=REFERENCE",
        CustomParser = ReadImages,
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> package = new("--package")
    {
        Description = "Package of a part of the control plane", HelpName = "NAME",
    };

    private readonly Option<string?> commit = new("--commit")
    {
        Description = "Commit that a part of the control plane was built from", HelpName = "SHA",
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb)
    {
        var push = new ComponentCommand();
        var command = new Command(
            "push", "Store a version of a component: its chart and its images. The same twice changes nothing.")
        {
            push.chart, push.component, push.version, push.images, push.package, push.commit,
        };
        return new Command("component", "Push versions of components, and list components.")
        {
            verb.Set(command, push.RunAsync),
            List(verb),
        };
    }

    private static Command List(MetaVerb verb)
    {
        var command = new Command("list", "List the components: what each is, and its stable version.");
        var options = new DisplayOptions(command, "the Components", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.Component), WatchedKind.Of(ApiJson.Default.ComponentVersion)],
            async () => ComponentDisplays.List(
                await ListAsync(session, ApiJson.Default.Component),
                await ListAsync(session, ApiJson.Default.ComponentVersion)))));
    }

    private static Task<IReadOnlyList<T>> ListAsync<T>(MetaSession session, JsonTypeInfo<T> type)
        where T : FairwayObject =>
        session.Api.ListAllAsync(FairwayResources.Of<T>(), ListQuery.All, type, session.Stopped);

    private static Dictionary<string, string> ReadImages(ArgumentResult result)
    {
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in result.Tokens.Select(token => token.Value.Split('=', 2)))
        {
            if (parts.Length < 2 || parts.Any(string.IsNullOrWhiteSpace))
            {
                result.AddError($"--image takes NAME=REFERENCE, not \"{string.Join('=', parts)}\"");
            }
            else if (!images.TryAdd(parts[0], parts[1]))
            {
                result.AddError($"--image {parts[0]} is given twice");
            }
        }

        return images;
    }

    private async Task<int> RunAsync(ParseResult parsed, MetaSession session)
    {
        var pushed = new PushedVersion(
            parsed.GetValue(component)!, parsed.GetValue(version)!, parsed.GetValue(images) ?? [], null, default)
        {
            Package = parsed.GetValue(package),
            Commit = parsed.GetValue(commit),
        };
        if (parsed.GetValue(chart) is { } path)
        {
            var (read, archive) = PushedVersion.Pack(path, session.Stopped);
            pushed = pushed with { Chart = read, Archive = archive };
        }

        var isNew = await new VersionPush(session.Api).PushAsync(pushed, session.Stopped);
        var digest = pushed.Chart is { } packed ? $" {packed.Digest}" : "";
        session.Terminal.Out.WriteLine($"componentversion/{pushed.Name} {(isNew ? "created" : "unchanged")}{digest}");
        return ExitCodes.Ok;
    }
}
