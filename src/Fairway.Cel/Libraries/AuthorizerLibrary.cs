using Fairway.Cel.Functions;
using Fairway.Cel.Values;
using Fairway.Schema.Names;

namespace Fairway.Cel.Libraries;

/// <summary>Questions to an authorizer: <c>authorizer.group('').resource('pods').check('get').allowed()</c>.</summary>
internal static class AuthorizerLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["path"] = arguments => Text(arguments).Trim().Length == 0
            ? new CelError("path must not be empty")
            : Of(arguments).Ask(KubernetesTypes.PathCheck, new CelQuestion { Path = Text(arguments) });
        bodies["group"] = arguments =>
            Of(arguments).Ask(KubernetesTypes.GroupCheck, new CelQuestion { Group = Text(arguments) });
        bodies["serviceAccount"] = ServiceAccount;
        bodies["resource"] = arguments => Text(arguments).Trim().Length == 0
            ? new CelError("resource must not be empty")
            : Narrow(arguments, (question, text) => question with { Resource = text });
        bodies["subresource"] = arguments =>
            Narrow(arguments, (question, text) => question with { Subresource = text });
        bodies["namespace"] = arguments => Narrow(arguments, (question, text) => question with { Namespace = text });
        bodies["name"] = arguments => Narrow(arguments, (question, text) => question with { Name = text });
        bodies["fieldSelector"] = arguments =>
            Narrow(arguments, (question, text) => question with { FieldSelector = text });
        bodies["labelSelector"] = arguments =>
            Narrow(arguments, (question, text) => question with { LabelSelector = text });
        bodies["check"] = arguments => new DecisionValue(
            Of(arguments).Authorizer.Decide(Of(arguments).Question with { Verb = Text(arguments) }));
        bodies["errored"] = arguments => CelBool.Of(Decision(arguments).Error is not null);
        bodies["error"] = arguments => new CelString(Decision(arguments).Error ?? "");
        bodies["allowed"] = arguments => CelBool.Of(Decision(arguments).Allowed);
        bodies["reason"] = arguments => new CelString(Decision(arguments).Reason);
    }

    private static AuthorizerValue Of(CelValue[] arguments) => (AuthorizerValue)arguments[0];

    private static string Text(CelValue[] arguments) => ((CelString)arguments[1]).Value;

    private static CelDecision Decision(CelValue[] arguments) => ((DecisionValue)arguments[0]).Decision;

    private static AuthorizerValue Narrow(CelValue[] arguments, Func<CelQuestion, string, CelQuestion> change) =>
        Of(arguments).Ask(KubernetesTypes.ResourceCheck, change(Of(arguments).Question, Text(arguments)));

    private static CelValue ServiceAccount(CelValue[] arguments)
    {
        var (space, name) = (Text(arguments), ((CelString)arguments[2]).Value);
        if (NameRules.Subdomain(name) is not null)
        {
            return new CelError("Invalid service account name");
        }

        return NameRules.Label(space) is not null
            ? new CelError("Invalid service account namespace")
            : CelAuthorizer.Value(Of(arguments).Authorizer.ForServiceAccount(space, name));
    }
}
