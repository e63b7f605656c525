// manifests of many services, as a chart would write them

/** The Deployment of a service, and its autoscaler. */
export function serviceManifests(name: string, pool: number, replicas: number): string[] {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/managed-by: Helm
spec:
  replicas: ${replicas}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: app
          image: registry.example/${name}:1.0.0
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: DATABASE_URL
              value: postgresql://${name}:c4nary@db.example/shop?pool_max=${pool}
          resources:
            limits:
              memory: 256Mi
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
`;
  const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: ${replicas}
  maxReplicas: ${replicas * 2}
`;
  return [deployment, scaler];
}
