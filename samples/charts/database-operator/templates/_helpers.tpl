{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "database-operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "database-operator.labels" -}}
{{ include "database-operator.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
{{- with (.Values.fairway).region }}
topology.kubernetes.io/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image of the values, by its parts. */}}
{{- define "database-operator.image" -}}
{{- printf "%s/%s:%s" .registry .repository (toString .tag) -}}
{{- end -}}
