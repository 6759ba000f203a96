using Fairway.Cel;
using Fairway.Cel.Libraries;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class AuthorizerTests
{
    private static readonly CelEnvironment Environment = CelEnvironment.Kubernetes
        .With("authorizer", KubernetesTypes.Authorizer)
        .With("resource", KubernetesTypes.ResourceCheck);

    [Theory]
    [InlineData("authorizer.group('apps').resource('deployments').namespace('a').name('b').check('get').allowed()",
        true)]
    [InlineData("authorizer.group('apps').resource('deployments').check('delete').allowed()", false)]
    [InlineData("authorizer.path('/healthz').check('get').reason() == 'user path /healthz'", true)]
    [InlineData("authorizer.serviceAccount('ns', 'name').path('/').check('get').reason() == 'ns/name path /'", true)]
    [InlineData("authorizer.group('').resource('pods').subresource('log').labelSelector('a=b').fieldSelector('c=d')"
        + ".check('list').error() == 'list /pods/log a=b c=d'", true)]
    [InlineData("!authorizer.path('/').check('get').errored()", true)]
    [InlineData("resource.check('get').allowed()", true)]
    public void Expressions_ask_an_authorizer(string expression, bool expected) =>
        Assert.Equal(expected, Evaluate(expression).IsTrue);

    [Theory]
    [InlineData("authorizer.path(' ').check('get').allowed()", "path must not be empty")]
    [InlineData("authorizer.group('').resource('').check('get').allowed()", "resource must not be empty")]
    [InlineData("authorizer.serviceAccount('ns', '_').path('/').check('get').allowed()",
        "Invalid service account name")]
    [InlineData("authorizer.serviceAccount('_', 'a').path('/').check('get').allowed()",
        "Invalid service account namespace")]
    public void Questions_that_make_no_sense_are_errors(string expression, string message) =>
        Assert.Equal(message, Evaluate(expression).Error);

    [Fact]
    public void Only_two_questions_fit_into_one_evaluation()
    {
        const string question = "authorizer.path('/').check('get').allowed()";
        Assert.False(Evaluate($"{question} && {question}").IsOverBudget);
        Assert.True(Evaluate($"{question} && {question} && {question}").IsOverBudget);
    }

    private static CelResult Evaluate(string expression)
    {
        var authorizer = new Authorizer("user");
        var compiled = CelCompiler.Compile(expression, Environment);
        Assert.Equal("", compiled.Display);
        return compiled.Program!.Evaluate(
            new CelActivation()
                .Set("authorizer", CelAuthorizer.Value(authorizer))
                .Set("resource", CelAuthorizer.ResourceValue(authorizer, new CelQuestion { Resource = "pods" })),
            new CelBudget(CelLimits.PerCall));
    }

    /// <summary>Allows reading, and tells what it was asked.</summary>
    private sealed class Authorizer(string user) : ICelAuthorizer
    {
        public CelDecision Decide(CelQuestion question) => question.Path is { } path
            ? new CelDecision(true, $"{user} path {path}")
            : new CelDecision(question.Verb == "get", "", question.LabelSelector.Length == 0
                ? null
                : $"{question.Verb} {question.Group}/{question.Resource}/{question.Subresource} "
                    + $"{question.LabelSelector} {question.FieldSelector}");

        public ICelAuthorizer ForServiceAccount(string namespaceName, string name) =>
            new Authorizer($"{namespaceName}/{name}");
    }
}
