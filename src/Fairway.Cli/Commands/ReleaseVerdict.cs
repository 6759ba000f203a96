using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Commands;

/// <summary>A person's yes or no to the plan of a Release: makes an Approval.</summary>
internal sealed class ReleaseVerdict
{
    private static readonly KubeResource Approvals = FairwayResources.Of<Approval>();
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    private readonly Option<string?> reason = new("--reason")
    {
        Description = "Why, for everybody to read",
        HelpName = "TEXT",
    };

    private readonly Option<string?> stage = new("--stage")
    {
        Description = "Only this stage [default: all]",
        HelpName = "NAME",
    };

    private readonly Option<string[]> groups = new("--group")
    {
        Description = "The groups for which you say it [default: all of yours]",
        HelpName = "NAME",
    };

    private readonly Option<string?> expires = new("--expires")
    {
        Description = "For how long it counts for what has not begun, such as 24h [default: for ever]",
        HelpName = "DURATION",
    };

    /// <summary>Adds the options of a verdict to a command.</summary>
    public ReleaseVerdict(Command command)
    {
        foreach (var option in (Option[])[reason, stage, groups, expires])
        {
            command.Add(option);
        }
    }

    /// <summary><c>fairway release reject</c>.</summary>
    public static Command Rejecting(MetaVerb verb)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the Release" };
        var command = new Command("reject", "Say no to a Release's plan: what has not begun does not.") { name };
        var verdict = new ReleaseVerdict(command);
        return verb.Set(command, (parsed, session) => verdict.GiveAsync(
            parsed, session, parsed.GetValue(name)!, ApprovalDecision.Reject));
    }

    /// <summary>Whether a reason was given: then a person says yes.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(reason) is not null;

    /// <summary>Makes the Approval; gives the exit code.</summary>
    public async Task<int> GiveAsync(
        ParseResult parsed, MetaSession session, string name, ApprovalDecision decision)
    {
        if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
        {
            throw new CliFailure("say why with --reason") { ExitCode = ExitCodes.Usage };
        }

        var key = new ObjectKey(null, name);
        var release = await session.Api.GetAsync(Releases, key, ApiJson.Default.Release, session.Stopped);
        if (release.Status?.Plan is not { } plan)
        {
            session.Terminal.Say($"release/{name} has no plan yet: wait for it, and read it before you judge it");
            return ExitCodes.Failed;
        }

        var answer = await session.Api.CreateAsync(
            Approvals, null, await MakeAsync(parsed, session, (name, plan.Digest, decision)), null, session.Stopped);
        var made = answer.Read(ApiJson.Default.Approval).Metadata.Name;
        var past = decision == ApprovalDecision.Approve ? "approved" : "rejected";
        session.Terminal.Out.WriteLine($"release/{name} {past}");
        session.Terminal.Say($"it is the approval {made}; see where the release stands with: "
            + $"fairway release show {name}");
        return ExitCodes.Ok;
    }

    private async Task<JsonObject> MakeAsync(
        ParseResult parsed, MetaSession session, (string Release, string Plan, ApprovalDecision Decision) said)
    {
        var who = await Whoami.FindAsync(session)
            ?? throw new CliFailure("the API server does not say who you are: make the Approval with kubectl");
        var named = parsed.GetValue(groups) is { Length: > 0 } some ? some : who.Groups;
        var spec = new JsonObject
        {
            ["release"] = said.Release,
            ["planDigest"] = said.Plan,
            ["decision"] = $"{said.Decision}",
            ["reason"] = parsed.GetValue(reason),
            ["approver"] = who.Name,
            ["groups"] = new JsonArray([.. named.Select(group => (JsonNode)group)]),
        };
        if (parsed.GetValue(stage) is { } one)
        {
            spec["stage"] = one;
        }

        if (parsed.GetValue(expires) is { } text)
        {
            var length = Duration.TryParse(text)
                ?? throw new CliFailure($"--expires: {text} is no duration: write 24h") { ExitCode = ExitCodes.Usage };
            var at = session.Environment.Time.GetUtcNow() + length.Value;
            spec["expiresAt"] = $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        }

        return new JsonObject
        {
            ["apiVersion"] = Approvals.ApiVersion,
            ["kind"] = Approvals.Kind,
            ["metadata"] = new JsonObject { ["generateName"] = $"{said.Release}-" },
            ["spec"] = spec,
        };
    }
}
