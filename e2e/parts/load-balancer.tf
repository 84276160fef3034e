resource "aws_security_group" "load_balancer" {
  name   = "${local.name}-load-balancer"
  vpc_id = aws_vpc.this.id
}

resource "aws_lb" "this" {
  name            = local.name
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.load_balancer.id]
  idle_timeout    = 300
}

resource "aws_acm_certificate" "this" {
  domain_name       = "*.${var.domain}"
  validation_method = "DNS"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.this.arn
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

# Load balancers that the stacks must find fault with.
resource "aws_lb" "old" {
  name            = "${local.name}-old"
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.load_balancer.id]
  idle_timeout    = 60
}

resource "aws_lb_listener" "old" {
  load_balancer_arn = aws_lb.old.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = aws_acm_certificate.this.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.old.arn
  }
}

resource "aws_lb_target_group" "old" {
  name                 = "${local.name}-old"
  vpc_id               = aws_vpc.this.id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = 8080
  deregistration_delay = "300"
}

resource "aws_lb" "other" {
  name            = "${local.name}-other"
  internal        = true
  subnets         = aws_subnet.other[*].id
  security_groups = [aws_security_group.other.id]
}

resource "aws_lb_listener" "other" {
  load_balancer_arn = aws_lb.other.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.this.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.other.arn
  }
}

resource "aws_lb_target_group" "other" {
  name        = "${local.name}-other"
  vpc_id      = aws_vpc.other.id
  target_type = "ip"
  protocol    = "HTTPS"
  port        = 4242
}

resource "aws_lb_target_group" "pods" {
  name                 = "${local.name}-pods"
  vpc_id               = aws_vpc.this.id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = 4242
  deregistration_delay = "30"
  health_check {
    path = "/__ping__"
  }
}

resource "aws_lb_listener_rule" "pods" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10
  condition {
    host_header {
      values = ["given.${var.domain}"]
    }
  }
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.pods.arn
  }
}

# One that no load balancer sends to, with targets of another kind.
resource "aws_lb_target_group" "unused" {
  name        = "${local.name}-unused"
  vpc_id      = aws_vpc.this.id
  target_type = "instance"
  protocol    = "HTTP"
  port        = 80
}
