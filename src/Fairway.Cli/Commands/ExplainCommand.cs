using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Cli.Connections;
using Fairway.Cli.Inquiries;
using Fairway.Cli.Terminals;
using Fairway.Releases.Inquiries;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway explain</c>: where a component's objects and fields on a cluster come from.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command(
            "explain",
            "Explain where objects and fields come from: template and line, the values that decide them and who set "
            + "those, what is live, who owns it; and why the component is not on another version.");
        var arguments = new InquiryArguments(command, isComponentNeeded: true);
        var path = new Argument<string?>("FIELD")
        {
            Description = "spec.replicas, or Deployment/web:spec.replicas [default: the objects]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(path);
        var output = new OutputOption(command, "the explanation for programs");
        return verb.Set(command, async (parsed, session) =>
        {
            var (cluster, component) = (arguments.Cluster(parsed), arguments.Component(parsed)!);
            var question = new JsonObject { ["about"] = "Explain", ["component"] = component };
            if (parsed.GetValue(path) is { } field)
            {
                question["path"] = field;
            }

            var answer = await InquiryCall.AskAsync(session, cluster, question);
            if (output.IsGiven(parsed))
            {
                output.Write(parsed, session.Terminal, answer);
                return ExitCodes.Ok;
            }

            var explanation = answer.Deserialize(InsightJson.Default.Explanation)!;
            session.Terminal.Out.Write(ExplanationText.Of(explanation, cluster));
            session.Terminal.Out.WriteLine();
            return await WhyCommand.ExplainAsync(session, cluster, component);
        });
    }
}
